/** What the parts of the codec cost, by JMH. Compiled with the tests; run when it is asked for. */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.micro;
