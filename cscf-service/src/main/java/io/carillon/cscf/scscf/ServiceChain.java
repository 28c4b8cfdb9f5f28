package io.carillon.cscf.scscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.ifc.DefaultHandling;
import io.carillon.cscf.ifc.FilterCriterion;
import io.carillon.cscf.ifc.SessionCase;
import io.carillon.cscf.ifc.Subject;
import io.carillon.cscf.scscf.accounting.Passage;
import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.transport.Locator;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Application servers one after the other, by initial filter criteria (TS 24.229 §5.4.3.2, §5.4.3.3, TS 23.218 §6.5). */
final class ServiceChain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceChain.class);

    /** How long a server may take for anything but an INVITE: the phone gives up after 32 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** How long a server may take to say that it has an INVITE. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private final HomeNetwork home;
    private final Locator locator;
    /** What servers have, by the request's passage; as long as the request is under way. */
    private final Map<String, Asked> underWay = new ConcurrentHashMap<>();

    private final SentOn sentOn;
    /** Begins the name of every passage that began here. */
    private final String here =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private final AtomicLong passages = new AtomicLong();

    /** What shows that the server that has a request is there: a failure that comes then is that of who is behind it. */
    private static final class Asked {
        /** It has sent the request on, to this node. */
        private volatile boolean returned;
        /** It has let the phone ring. */
        private volatile boolean rings;
    }

    ServiceChain(HomeNetwork home, Locator locator, SentOn sentOn) {
        this.home = home;
        this.locator = locator;
        this.sentOn = sentOn;
    }

    /** What is to be served: the request as it now is, for whom, and which criteria lie behind. */
    record Stage(
            SipRequest request,
            SessionCase sessionCase,
            Impu served,
            List<FilterCriterion> criteria,
            int asked,
            Passage passage) {
        private Optional<FilterCriterion> next() {
            var subject = Subject.of(request, sessionCase);
            return criteria.stream()
                    .filter(each -> each.priority() > asked && each.matches(subject))
                    .findFirst();
        }

        private Stage after(FilterCriterion criterion) {
            return new Stage(request, sessionCase, served, criteria, criterion.priority(), passage);
        }
    }

    /** To the next application server that wants the request, or where {@code end} says when none does. */
    Forward forward(Stage stage, Supplier<Forward> end) {
        var criterion = stage.next();
        if (criterion.isEmpty()) {
            return end.get();
        }
        var server = criterion.get().applicationServer();
        var hops = locator.locate(server);
        if (hops.isEmpty()) {
            LOG.info("No {} is there for call {}", server, stage.request().callId());
            return unanswered(stage, criterion.get(), end).orElseThrow(ServiceChain::unreachable);
        }
        var name = here + Long.toHexString(passages.incrementAndGet());
        var asked = new Asked();
        underWay.put(name, asked);
        var charged = charged(stage);
        var toServer = Forward.to("core", new Branch(toServer(stage, criterion.get(), name), hops))
                .onResponse(response -> charged.apply(noted(asked, response)))
                .onDone(ignored -> over(name))
                .otherwise(best -> {
                    boolean unserved = failed(best) && !isThere(name, asked);
                    over(name);
                    return unserved
                            ? unanswered(stage, criterion.get(), end).or(() -> refused(stage.request(), best))
                            : Optional.empty();
                });
        var onPath = stage.passage().onDialogPath(toServer, stage.request());
        return stage.request().is(Method.INVITE)
                ? onPath.silence(SILENCE)
                : onPath.noAnswerTimeout(PATIENCE, () -> isThere(name, asked));
    }

    private boolean isThere(String passage, Asked asked) {
        return asked.returned || asked.rings || sentOn.isMarked(passage);
    }

    /** Nobody waits for what came back here, but somewhere else it may have. */
    private void over(String passage) {
        var asked = underWay.remove(passage);
        if (asked != null && !asked.returned) {
            sentOn.forget(passage);
        }
    }

    private UnaryOperator<SipResponse> charged(Stage stage) {
        return stage.sessionCase().originating()
                ? UnaryOperator.identity()
                : Charging.answers(stage.request(), home.domain());
    }

    /** The node that asked the server may be another one. What was asked here and is over needs no mark. */
    void returned(Odi odi) {
        var asked = underWay.get(odi.passage());
        if (asked != null) {
            asked.returned = true;
        } else if (!odi.passage().isEmpty() && !odi.passage().startsWith(here)) {
            sentOn.mark(odi.passage());
        }
    }

    private static SipResponse noted(Asked asked, SipResponse response) {
        if (response.isProvisional() && response.status() > 100) {
            asked.rings = true;
        }
        return response;
    }

    /** ISC: the AS's URI as topmost Route, below it the way back with the original dialog identifier. */
    private SipRequest toServer(Stage stage, FilterCriterion criterion, String passage) {
        var odi = new Odi(stage.sessionCase(), criterion.priority(), stage.served(), passage);
        return stage.request()
                .edit()
                .prepend(HeaderName.ROUTE, "<" + odi.route(home.scscf()) + ">")
                .prepend(HeaderName.ROUTE, "<" + criterion.applicationServer().withParam("lr") + ">")
                .set(
                        HeaderName.P_SERVED_USER,
                        "<" + stage.served().value() + ">" + stage.sessionCase().servedUserParams())
                .build();
    }

    private Optional<Forward> unanswered(Stage stage, FilterCriterion criterion, Supplier<Forward> end) {
        if (criterion.defaultHandling() == DefaultHandling.SESSION_TERMINATED) {
            return Optional.empty();
        }
        try {
            return Optional.of(forward(stage.after(criterion), end));
        } catch (SipFailure e) {
            return Optional.of(LocalAnswer.of(e));
        }
    }

    /** No answer, or a server failure (TS 24.229 §5.4.3.2 step 5: 408 and 5xx are an AS that is not there). */
    private static boolean failed(SipResponse best) {
        return best.status() == 408 || best.status() / 100 == 5;
    }

    /** Its sender is to know of it: nobody may answer 408 but to an INVITE (RFC 4320 §4.2). Empty: the answer is good. */
    private static Optional<Forward> refused(SipRequest request, SipResponse best) {
        return best.status() == 408 && !request.is(Method.INVITE)
                ? Optional.of(LocalAnswer.of(unreachable()))
                : Optional.empty();
    }

    private static SipFailure unreachable() {
        return new SipFailure(504, "Application Server Unreachable");
    }
}
