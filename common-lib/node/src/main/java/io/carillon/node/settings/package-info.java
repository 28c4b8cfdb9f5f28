/** What can be set while all nodes run, and stands for those that start later. */
@NullMarked
package io.carillon.node.settings;

import org.jspecify.annotations.NullMarked;
