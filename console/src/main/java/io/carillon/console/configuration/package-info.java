/** What is set while the nodes run: by whom, when, why, and back again. */
@NullMarked
package io.carillon.console.configuration;

import org.jspecify.annotations.NullMarked;
