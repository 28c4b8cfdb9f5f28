/** The story that ./ims demo tells and checks. */
@NullMarked
package io.carillon.launcher.demo;

import org.jspecify.annotations.NullMarked;
