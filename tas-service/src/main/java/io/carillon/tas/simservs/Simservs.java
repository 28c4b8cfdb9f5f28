package io.carillon.tas.simservs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user's services document (TS 24.623 §6). A service that the document does not have is in its initial state.
 *
 * @param diversion communication diversion (TS 24.604)
 * @param incoming barring of incoming calls, anonymous ones included (TS 24.611)
 * @param outgoing barring of outgoing calls (TS 24.611)
 * @param identity presentation and restriction of identities (TS 24.607, TS 24.608)
 * @param screening do not disturb, white and black list
 * @param ringing further phones that ring for this user
 * @param shortNumbers of the closed group that the user is in
 */
public record Simservs(
        Diversion diversion,
        Barring incoming,
        Barring outgoing,
        Identity identity,
        Screening screening,
        Ringing ringing,
        ShortNumbers shortNumbers) {
    public static final Simservs NONE = new Simservs(
            Diversion.NONE,
            Barring.NONE,
            Barring.NONE,
            Identity.INITIAL,
            Screening.NONE,
            Ringing.NONE,
            ShortNumbers.NONE);

    /** What is not given is as if it had never been set. */
    public Simservs {
        diversion = Objects.requireNonNullElse(diversion, Diversion.NONE);
        incoming = Objects.requireNonNullElse(incoming, Barring.NONE);
        outgoing = Objects.requireNonNullElse(outgoing, Barring.NONE);
        identity = Objects.requireNonNullElse(identity, Identity.INITIAL);
        screening = Objects.requireNonNullElse(screening, Screening.NONE);
        ringing = Objects.requireNonNullElse(ringing, Ringing.NONE);
        shortNumbers = Objects.requireNonNullElse(shortNumbers, ShortNumbers.NONE);
    }

    /** @param noReplySeconds how long it rings before "no answer"; null for the operator's */
    public record Diversion(boolean active, @Nullable Integer noReplySeconds, List<DiversionRule> rules) {
        public static final Diversion NONE = new Diversion(true, null, List.of());

        public Diversion {
            rules = List.copyOf(rules);
        }

        /** The first rule whose conditions hold (TS 24.604 §4.9.1.2). */
        public Optional<DiversionRule> first(Circumstances call) {
            return active
                    ? rules.stream()
                            .filter(rule -> call.match(rule.conditions()))
                            .findFirst()
                    : Optional.empty();
        }
    }

    public record DiversionRule(String id, List<Condition> conditions, ForwardTo forwardTo) {
        public DiversionRule {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * What a diversion rule does (TS 24.604 §4.9.1.4); a flag that is not given has the default of the schema.
     *
     * @param target a sip or tel URI
     * @param notifyCaller 181 to the caller
     * @param revealIdentityToCaller the 181 may tell the target
     * @param revealIdentityToTarget the target may learn who diverted
     * @param notifyServedUser a message to the diverting user at each diverted call
     */
    public record ForwardTo(
            String target,
            @Nullable Boolean notifyCaller,
            @Nullable Boolean revealIdentityToCaller,
            @Nullable Boolean revealIdentityToTarget,
            @Nullable Boolean notifyServedUser) {
        public ForwardTo {
            notifyCaller = notifyCaller == null || notifyCaller;
            revealIdentityToCaller = revealIdentityToCaller == null || revealIdentityToCaller;
            revealIdentityToTarget = revealIdentityToTarget == null || revealIdentityToTarget;
            notifyServedUser = notifyServedUser != null && notifyServedUser;
        }

        public static ForwardTo target(String uri) {
            return new ForwardTo(uri, null, null, null, null);
        }
    }

    public record Barring(boolean active, List<BarringRule> rules) {
        public static final Barring NONE = new Barring(true, List.of());

        public Barring {
            rules = List.copyOf(rules);
        }

        /** What the rules that match say together: one that allows outweighs the others (RFC 4745 §10.2). */
        public Optional<BarringRule> bars(Circumstances call) {
            if (!active) {
                return Optional.empty();
            }
            var matching =
                    rules.stream().filter(rule -> call.match(rule.conditions())).toList();
            return matching.stream().anyMatch(BarringRule::allow)
                    ? Optional.empty()
                    : matching.stream().findFirst();
        }
    }

    public record BarringRule(String id, List<Condition> conditions, boolean allow) {
        public BarringRule {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * @param presentation the caller's identity is shown to the user (OIP)
     * @param restriction the user's identity as a caller (OIR)
     * @param connectedPresentation the connected identity is shown to the user (TIP)
     * @param connectedRestriction the user's identity as a called party (TIR)
     */
    public record Identity(
            boolean presentation,
            Restriction restriction,
            boolean connectedPresentation,
            Restriction connectedRestriction) {
        public static final Identity INITIAL =
                new Identity(true, Restriction.NOT_RESTRICTED, true, Restriction.NOT_RESTRICTED);
    }

    /** How an identity is withheld (TS 24.607 §4.3.1). */
    public enum Restriction {
        /** Only in calls that ask for it. */
        NOT_RESTRICTED,
        /** Unless a call asks for the contrary. */
        RESTRICTED,
        /** In every call. */
        PERMANENT
    }

    /** Parties as in {@link Parties#contains}; the white list wins over do not disturb and the black list. */
    public record Screening(boolean doNotDisturb, List<String> whiteList, List<String> blackList) {
        public static final Screening NONE = new Screening(false, List.of(), List.of());

        public Screening {
            whiteList = List.copyOf(whiteList);
            blackList = List.copyOf(blackList);
        }
    }

    /**
     * @param mode all at once, or one after the other
     * @param seconds how long each rings where they ring in turn; null for the operator's
     * @param targets sip or tel URIs that ring besides, or after, the user's own phones
     */
    public record Ringing(Mode mode, @Nullable Integer seconds, List<String> targets) {
        public static final Ringing NONE = new Ringing(Mode.OFF, null, List.of());

        /** How the further targets ring. */
        public enum Mode {
            OFF,
            SIMULTANEOUS,
            SEQUENTIAL
        }

        public Ringing {
            targets = List.copyOf(targets);
        }
    }

    /** @param numbers what is dialled to who is called */
    public record ShortNumbers(String group, Map<String, String> numbers) {
        public static final ShortNumbers NONE = new ShortNumbers("", Map.of());

        public ShortNumbers {
            numbers = Map.copyOf(numbers);
        }
    }

    public Simservs with(Diversion value) {
        return new Simservs(value, incoming, outgoing, identity, screening, ringing, shortNumbers);
    }

    public Simservs withIncoming(Barring value) {
        return new Simservs(diversion, value, outgoing, identity, screening, ringing, shortNumbers);
    }

    public Simservs withOutgoing(Barring value) {
        return new Simservs(diversion, incoming, value, identity, screening, ringing, shortNumbers);
    }

    public Simservs with(Identity value) {
        return new Simservs(diversion, incoming, outgoing, value, screening, ringing, shortNumbers);
    }

    public Simservs with(Screening value) {
        return new Simservs(diversion, incoming, outgoing, identity, value, ringing, shortNumbers);
    }

    public Simservs with(Ringing value) {
        return new Simservs(diversion, incoming, outgoing, identity, screening, value, shortNumbers);
    }

    public Simservs with(ShortNumbers value) {
        return new Simservs(diversion, incoming, outgoing, identity, screening, ringing, value);
    }
}
