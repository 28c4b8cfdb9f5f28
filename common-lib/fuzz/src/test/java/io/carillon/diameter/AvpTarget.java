package io.carillon.diameter;

import static org.assertj.core.api.Assertions.assertThat;

/** AVPs out of any bytes (RFC 6733 §4.1): groups within groups, and written again. */
public final class AvpTarget {
    private static final int DEEPEST = 12;

    private AvpTarget() {}

    public static void feed(byte[] bytes) {
        descend(Octets.of(bytes), 0);
    }

    private static void descend(Octets body, int depth) {
        try {
            var out = new AvpWriter();
            var list = Avp.list(body);
            list.forEach(out::avp);
            assertThat(Avp.list(out.octets())).isEqualTo(list);
            if (depth < DEEPEST) {
                list.forEach(avp -> descend(avp.data(), depth + 1));
            }
        } catch (AvpException refused) {
            assertThat(refused.result()).isNotNull();
        }
    }
}
