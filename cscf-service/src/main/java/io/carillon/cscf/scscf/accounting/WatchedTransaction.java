package io.carillon.cscf.scscf.accounting;

import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Arrival;
import java.util.List;
import java.util.function.Consumer;

/** A transaction whose answers pass by the records of its session, whichever of the request's targets they come from. */
record WatchedTransaction(ServerTransaction transaction, Passage passage) implements ServerTransaction {
    @Override
    public void respond(SipResponse response) {
        passage.pass(response, transaction::respond);
    }

    @Override
    public Consumer<SipResponse> answers() {
        var rest = transaction.answers();
        var way = passage; // held without the transaction
        return response -> way.pass(response, rest);
    }

    @Override
    public void respond(int status) {
        respond(request().reply(status).toTag(ResponseEdit.newTag()).build());
    }

    @Override
    public SipRequest request() {
        return transaction.request();
    }

    @Override
    public Arrival arrival() {
        return transaction.arrival();
    }

    @Override
    public void onCancel(Runnable listener) {
        transaction.onCancel(listener);
    }

    @Override
    public boolean isCancelled() {
        return transaction.isCancelled();
    }

    @Override
    public List<String> cancelReasons() {
        return transaction.cancelReasons();
    }

    @Override
    public boolean isAnswered() {
        return transaction.isAnswered();
    }

    @Override
    public void onNoAck(Runnable listener) {
        transaction.onNoAck(listener);
    }

    @Override
    public void onLane(Runnable task) {
        transaction.onLane(task);
    }

    @Override
    public void abandon() {
        transaction.abandon();
    }
}
