/** The HSS side of Cx (TS 29.228, TS 29.229): one flow a command. */
@NullMarked
package io.carillon.hss.cx;

import org.jspecify.annotations.NullMarked;
