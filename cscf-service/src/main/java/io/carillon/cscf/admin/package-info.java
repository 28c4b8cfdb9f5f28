/** What an operator sees and does over REST: registered users, authentication audit. */
@NullMarked
package io.carillon.cscf.admin;

import org.jspecify.annotations.NullMarked;
