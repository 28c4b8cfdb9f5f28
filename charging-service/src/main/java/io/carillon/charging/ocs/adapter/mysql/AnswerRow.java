package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.CreditAnswer;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "credit_answer")
class AnswerRow {

    @Embeddable
    record Key(
            @Column(name = "session_id") String sessionId,
            @Column(name = "request_number") long requestNumber) {}

    @EmbeddedId
    private Key key = new Key("", 0);

    @Convert(converter = AnswerColumn.class)
    @Column(name = "answer")
    private CreditAnswer answer;

    @Column(name = "answered_at")
    private Instant answered = Instant.EPOCH;

    protected AnswerRow() {}

    AnswerRow(Key key, CreditAnswer answer, Instant answered) {
        this.key = key;
        this.answer = answer;
        this.answered = answered;
    }

    CreditAnswer answer() {
        return answer;
    }
}
