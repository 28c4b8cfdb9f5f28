package io.carillon.hss.cx;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.hss.HssNode;
import java.util.concurrent.atomic.AtomicInteger;

/** A subscriber of its own for each test, ordered over REST. */
record TestSubscriber(String impi, String impu, String tel) {
    static final String KI = "465b5ce8b199b49faa5f0a2ee238a6bc";
    static final String OPC = "cd63cb71954a9f4e48a5994e37a02baf";
    private static final AtomicInteger NEXT = new AtomicInteger(100);

    static TestSubscriber named() {
        int number = NEXT.incrementAndGet();
        String imsi = "001010000000" + number;
        return new TestSubscriber(
                imsi + '@' + HssNode.HOME, "sip:" + imsi + '@' + HssNode.HOME, "tel:+4917100000" + number);
    }

    static TestSubscriber withAka(HssNode hss) {
        return named().ordered(hss, "\"ki\":\"%s\",\"opc\":\"%s\"".formatted(KI, OPC));
    }

    static TestSubscriber withPassword(HssNode hss, String password) {
        return named().ordered(hss, "\"password\":\"%s\"".formatted(password));
    }

    TestSubscriber ordered(HssNode hss, String more) {
        String order = """
                {"impi":"%s","impus":["%s",{"impu":"%s","displayName":"Müller & <Sons>"}],%s}""".formatted(impi, impu, tel, more);
        var answer = hss.post("/api/v1/subscribers", order);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return this;
    }
}
