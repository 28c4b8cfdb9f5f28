/** Who may speak to the border: the lists, rates and rules that operators set, the same at every border. */
@NullMarked
package io.carillon.sbc.firewall;

import org.jspecify.annotations.NullMarked;
