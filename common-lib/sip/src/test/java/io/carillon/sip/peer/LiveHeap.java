package io.carillon.sip.peer;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What is held on the heap of this JVM: the JVM itself counts it, after a full collection. Only a test that is alone in its
 * JVM can say whose it is.
 *
 * @param objects of the classes that were asked for
 */
public record LiveHeap(long bytes, long objects) {
    /** Number in the table, instances, bytes, class; the module behind it is of no interest. */
    private static final int COLUMNS = 4;

    /** @param types names of classes whose objects are counted */
    public static LiveHeap now(String... types) {
        var wanted = Set.of(types);
        long bytes = 0;
        long objects = 0;
        for (var line : histogram().lines().toList()) {
            var columns = line.strip().split("\\s+");
            if (columns.length >= COLUMNS && columns[0].endsWith(":")) {
                bytes += Long.parseLong(columns[2]);
                objects += wanted.contains(columns[3]) ? Long.parseLong(columns[1]) : 0;
            }
        }
        return new LiveHeap(bytes, objects);
    }

    private static String histogram() {
        try {
            var diagnostics = new ObjectName("com.sun.management:type=DiagnosticCommand");
            var arguments = new Object[] {new String[0]};
            var types = new String[] {String[].class.getName()};
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(diagnostics, "gcClassHistogram", arguments, types);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
