package io.carillon.node.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryCdrsTest {
    private final MemoryCdrs cdrs = new MemoryCdrs();

    @Test
    void the_same_record_written_twice_is_one_as_it_is_to_the_charging_node() {
        String id = cdrs.nextId();
        cdrs.write(CdrWriterProcess.event(id, "call-1"));
        cdrs.write(CdrWriterProcess.event(id, "call-1"));
        cdrs.write(CdrWriterProcess.event(cdrs.nextId(), "call-2"));

        assertThat(cdrs.events()).extracting(CdrEvent::callId).containsExactly("call-1", "call-2");
    }
}
