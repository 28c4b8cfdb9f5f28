/** The admin REST interfaces of the nodes, as the command uses them. */
@NullMarked
package io.carillon.launcher.api;

import org.jspecify.annotations.NullMarked;
