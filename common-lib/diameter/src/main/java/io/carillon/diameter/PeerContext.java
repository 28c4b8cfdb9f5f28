package io.carillon.diameter;

import io.carillon.diameter.PeerCommands.Capabilities;
import io.carillon.diameter.PeerCommands.Origin;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jdiameter.api.AvpDataException;
import org.jdiameter.api.Configuration;
import org.jdiameter.api.Message;
import org.jdiameter.client.api.IMessage;
import org.jdiameter.client.api.fsm.IContext;
import org.jdiameter.client.impl.helpers.EmptyConfiguration;
import org.jdiameter.client.impl.helpers.Parameters;
import org.jdiameter.common.api.concurrent.DummyConcurrentFactory;
import org.jdiameter.common.api.concurrent.IConcurrentFactory;
import org.jspecify.annotations.Nullable;

/** What jDiameter's peer state machine can do with its link: the commands of RFC 6733 §5. */
final class PeerContext implements IContext {
    static final int MOST_EVENTS = 1000;

    private final Link link;
    private final LinkOwner owner;
    private final PeerMachine machine;
    private volatile @Nullable Capabilities capabilities;

    PeerContext(Link link, LinkOwner owner, PeerMachine machine) {
        this.link = link;
        this.owner = owner;
        this.machine = machine;
    }

    /** Threads that begin their work when the latch opens: jDiameter starts them from within its constructor. */
    static IConcurrentFactory virtualThreads(CountDownLatch ready) {
        return new DummyConcurrentFactory() {
            @Override
            public Thread getThread(String name, Runnable task) {
                return Thread.ofVirtual().name("diameter-peer").unstarted(() -> {
                    try {
                        ready.await();
                        task.run();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        };
    }

    static Configuration configuration(PeerTimers timers) {
        // jDiameter draws the inactivity timer from Iac - 2 s to Iac + 2 s.
        long watchdog = Math.max(timers.watchdog().toMillis(), 2000);
        return EmptyConfiguration.getInstance()
                .add(Parameters.QueueSize, MOST_EVENTS)
                .add(Parameters.PeerFSMThreadCount, 1)
                .add(Parameters.CeaTimeOut, timers.connect().toMillis())
                .add(Parameters.IacTimeOut, watchdog)
                .add(Parameters.DwaTimeOut, watchdog)
                .add(Parameters.DpaTimeOut, timers.connect().toMillis())
                .add(Parameters.RecTimeOut, watchdog);
    }

    void learnt(Capabilities told) {
        capabilities = told;
    }

    /** RFC 6733 §7.5: the answer names the AVP that is wrong. */
    void refuse(Frame request, AvpException malformed) {
        var out = new AvpWriter();
        out.avp(BaseAvps.RESULT_CODE, malformed.result().code());
        writeOrigin(out, Optional.empty());
        out.avp(Avp.grouped(BaseAvps.FAILED_AVP.code(), 0, BaseAvps.FAILED_AVP.flags(), List.of(malformed.failed())));
        link.send(request.answer(malformed.result().protocolError(), out.octets()));
    }

    @Override
    public void sendCerMessage() {
        var out = new AvpWriter();
        writeCapabilities(out);
        request(PeerCommands.CAPABILITIES, out);
    }

    @Override
    public int processCerMessage(String key, IMessage cer) {
        var told = capabilities;
        if (told != null && !owner.admits(link, told.host())) {
            return (int) BaseResult.UNKNOWN_PEER.code();
        }
        return told != null && told.shares(owner.applications())
                ? (int) BaseResult.SUCCESS.code()
                : (int) BaseResult.NO_COMMON_APPLICATION.code();
    }

    @Override
    public void sendCeaMessage(int resultCode, Message cer, @Nullable String errorMessage) {
        var told = capabilities;
        if (resultCode == BaseResult.SUCCESS.code() && told != null) {
            machine.exchanged(told.host());
        }
        var out = new AvpWriter();
        out.avp(BaseAvps.RESULT_CODE, (long) resultCode);
        writeCapabilities(out);
        if (errorMessage != null) {
            out.avp(BaseAvps.ERROR_MESSAGE, errorMessage);
        }
        answer(cer, resultCode, out);
    }

    @Override
    public boolean processCeaMessage(String key, IMessage cea) {
        var told = capabilities;
        var code = cea.getResultCode();
        try {
            if (told == null
                    || code == null
                    || code.getUnsigned32() != BaseResult.SUCCESS.code()
                    || !owner.admits(link, told.host())) {
                return false;
            }
        } catch (AvpDataException e) {
            return false;
        }
        machine.exchanged(told.host());
        return true;
    }

    @Override
    public void sendDwrMessage() {
        var out = new AvpWriter();
        writeOrigin(out, Optional.empty());
        request(PeerCommands.WATCHDOG, out);
    }

    @Override
    public int processDwrMessage(IMessage dwr) {
        return (int) BaseResult.SUCCESS.code();
    }

    @Override
    public void sendDwaMessage(IMessage dwr, int resultCode, @Nullable String errorMessage) {
        answerWithOrigin(dwr, resultCode);
    }

    @Override
    public void sendDprMessage(int cause) {
        var out = new AvpWriter();
        writeOrigin(out, Optional.of(DisconnectCause.values()[cause]));
        request(PeerCommands.DISCONNECT, out);
    }

    @Override
    public int processDprMessage(IMessage dpr) {
        return (int) BaseResult.SUCCESS.code();
    }

    @Override
    public void sendDpaMessage(IMessage dpr, int resultCode, @Nullable String errorMessage) {
        answerWithOrigin(dpr, resultCode);
    }

    private void request(int command, AvpWriter out) {
        link.send(Frame.of(
                Frame.REQUEST,
                command,
                0,
                link.nextHopByHop(),
                owner.identifiers().nextEndToEnd(),
                out.octets()));
    }

    private void answerWithOrigin(Message request, int resultCode) {
        var out = new AvpWriter();
        out.avp(BaseAvps.RESULT_CODE, (long) resultCode);
        writeOrigin(out, Optional.empty());
        answer(request, resultCode, out);
    }

    private void answer(Message request, int resultCode, AvpWriter out) {
        link.send(Frame.of(
                Result.of(resultCode).protocolError() ? Frame.ERROR : 0,
                request.getCommandCode(),
                0,
                (int) request.getHopByHopIdentifier(),
                (int) request.getEndToEndIdentifier(),
                out.octets()));
    }

    private void writeOrigin(AvpWriter out, Optional<DisconnectCause> cause) {
        // DPR and DPA carry no Origin-State-Id (RFC 6733 §5.4).
        var stateId = cause.isPresent()
                ? Optional.<Long>empty()
                : Optional.of(owner.identifiers().stateId());
        var local = owner.local();
        Origin.GRAMMAR.write(new Origin(local.host(), local.realm(), stateId, cause, List.of()), out);
    }

    private void writeCapabilities(AvpWriter out) {
        var applications = owner.applications();
        var ietf = applications.stream().filter(a -> a.vendor() == 0);
        var ofVendors = applications.stream().filter(a -> a.vendor() != 0);
        var capable = new Capabilities(
                owner.local().host(),
                owner.local().realm(),
                List.<InetAddress>of(link.localAddress()),
                Attribute.THREE_GPP,
                "Carillon",
                Optional.of(owner.identifiers().stateId()),
                applications.stream()
                        .map(Application::vendor)
                        .filter(v -> v != 0)
                        .distinct()
                        .toList(),
                ietf.map(Application::id).toList(),
                List.of(),
                ofVendors
                        .map(a -> VendorSpecificApplicationId.auth(a.vendor(), a.id()))
                        .toList(),
                Optional.of(1L),
                List.of());
        Capabilities.GRAMMAR.write(capable, out);
    }

    /** The link is connected before there is a machine. */
    @Override
    public void connect() {}

    @Override
    public void disconnect() {
        link.finish();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    /** A lost link is replaced by a new one with a machine of its own. */
    @Override
    public boolean isRestoreConnection() {
        return false;
    }

    /** Messages of applications do not pass through the machine. */
    @Override
    public boolean sendMessage(IMessage message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean receiveMessage(IMessage message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getPeerDescription() {
        return link.remoteAddress();
    }

    @Override
    public void removeStatistics() {}

    @Override
    public void createStatistics() {}
}
