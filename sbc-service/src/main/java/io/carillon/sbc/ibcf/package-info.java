/** Other networks: who they are and what they may say (TS 24.229 §5.10). */
@NullMarked
package io.carillon.sbc.ibcf;

import org.jspecify.annotations.NullMarked;
