package io.carillon.cscf.ifc;

import io.carillon.cscf.ifc.FilterCriterion.TriggerPoint;
import io.carillon.cscf.ifc.UserProfile.PublicIdentity;
import io.carillon.cscf.ifc.UserProfile.ServiceProfile;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.identity.SipUri;
import io.carillon.identity.WildcardedIdentity;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.Nullable;

/** Reads Cx User-Data (TS 29.228 Annex E). No DTDs, no external entities; unknown elements are passed over. */
public final class UserProfileReader {
    private static final XMLInputFactory FACTORY = factory();
    private final XMLStreamReader xml;

    private UserProfileReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** @throws IllegalArgumentException if this is not a user profile, saying what is wrong */
    public static UserProfile read(byte[] userData) {
        return CommonCriteria.read(new String(userData, StandardCharsets.UTF_8))
                .orElseGet(() -> read(userData, UserProfileReader::subscription));
    }

    /** @throws IllegalArgumentException as {@link #read(byte[])} */
    static UserProfile read(String document) {
        return read(new StreamSource(new StringReader(document)), UserProfileReader::subscription);
    }

    /** The criteria alone, below whatever root. @throws IllegalArgumentException if they are not right */
    static List<FilterCriterion> readCriteria(byte[] document) {
        return read(document, UserProfileReader::serviceProfile).criteria();
    }

    private interface Part<T> {
        T read(UserProfileReader reader) throws XMLStreamException;
    }

    private static <T> T read(byte[] document, Part<T> part) {
        return read(new StreamSource(new ByteArrayInputStream(document)), part);
    }

    private static <T> T read(StreamSource document, Part<T> part) {
        try {
            var xml = FACTORY.createXMLStreamReader(document);
            xml.nextTag();
            return part.read(new UserProfileReader(xml));
        } catch (XMLStreamException | com.google.re2j.PatternSyntaxException | NumberFormatException e) {
            throw new IllegalArgumentException("Bad user profile: " + e.getMessage(), e);
        }
    }

    /** What to do with one child element; {@link #children} skips what it leaves unread. */
    private interface Child {
        void read(String name) throws XMLStreamException;
    }

    /** Walks the children of the current element, up to its end. */
    private void children(Child child) throws XMLStreamException {
        int depth = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
                if (depth == 1) {
                    child.read(xml.getLocalName());
                    if (xml.isEndElement()) {
                        depth--;
                    }
                }
            } else if (event == XMLStreamReader.END_ELEMENT) {
                if (depth == 0) {
                    return;
                }
                depth--;
            }
        }
    }

    private String text() throws XMLStreamException {
        return xml.getElementText().strip();
    }

    private boolean flag() throws XMLStreamException {
        var text = text();
        return text.equals("1") || text.equals("true");
    }

    private int number() throws XMLStreamException {
        return Integer.parseInt(text());
    }

    /** An enumeration of the schema is the number of the constant. */
    private <E> E oneOf(E[] values) throws XMLStreamException {
        int number = number();
        if (number < 0 || number >= values.length) {
            throw new IllegalArgumentException("Bad user profile: there is no " + number + " in its place");
        }
        return values[number];
    }

    private UserProfile subscription() throws XMLStreamException {
        if (!xml.getLocalName().equals("IMSSubscription")) {
            throw new IllegalArgumentException("Bad user profile: its root is " + xml.getLocalName());
        }
        var impi = new ArrayList<Impi>();
        var profiles = new ArrayList<ServiceProfile>();
        children(name -> {
            switch (name) {
                case "PrivateID" -> impi.add(Impi.parse(text()));
                case "ServiceProfile" -> profiles.add(serviceProfile());
                default -> {}
            }
        });
        var profile = new UserProfile(impi.stream().findFirst(), List.copyOf(profiles));
        if (profile.identities().isEmpty()) {
            throw new IllegalArgumentException("Bad user profile: no public identity");
        }
        return profile;
    }

    private ServiceProfile serviceProfile() throws XMLStreamException {
        var identities = new ArrayList<PublicIdentity>();
        var criteria = new ArrayList<FilterCriterion>();
        var shared = new HashSet<Integer>();
        var media = new ArrayList<Integer>();
        children(name -> {
            switch (name) {
                case "CoreNetworkServicesAuthorization" -> numbers("SubscribedMediaProfileId", media);
                case "PublicIdentity" -> identities.add(publicIdentity());
                case "InitialFilterCriteria" -> criteria.add(new CriterionReader().read());
                case "Extension" -> numbers("SharedIFCSetID", shared);
                default -> {}
            }
        });
        return new ServiceProfile(
                List.copyOf(identities),
                criteria,
                Set.copyOf(shared),
                media.stream().findFirst());
    }

    private void numbers(String wanted, Collection<Integer> found) throws XMLStreamException {
        children(name -> {
            if (name.equals(wanted)) {
                found.add(number());
            }
        });
    }

    private PublicIdentity publicIdentity() throws XMLStreamException {
        var found = new EnumMap<IdentityPart, String>(IdentityPart.class);
        identityParts(found);
        var identity = found.get(IdentityPart.IDENTITY);
        if (identity == null) {
            throw new IllegalArgumentException("Bad user profile: a PublicIdentity without Identity");
        }
        var barred = found.getOrDefault(IdentityPart.BARRED, "");
        var wildcard = Optional.ofNullable(found.get(IdentityPart.WILDCARD)).map(WildcardedIdentity::escaped);
        return new PublicIdentity(
                Impu.parse(wildcard.orElse(identity)),
                barred.equals("1") || barred.equals("true"),
                Optional.ofNullable(found.get(IdentityPart.NAME)),
                wildcard.map(Impu::parse)
                        .flatMap(each -> WildcardedIdentity.parse(each.value()))
                        .map(each -> Condition.Pattern.of(each.regularExpression())));
    }

    private enum IdentityPart {
        IDENTITY,
        BARRED,
        NAME,
        WILDCARD
    }

    /** Also those in extensions of extensions, where later releases have put them. */
    private void identityParts(Map<IdentityPart, String> found) throws XMLStreamException {
        children(name -> {
            switch (name) {
                case "Identity" -> found.putIfAbsent(IdentityPart.IDENTITY, text());
                case "BarringIndication" -> found.putIfAbsent(IdentityPart.BARRED, text());
                case "DisplayName" -> found.putIfAbsent(IdentityPart.NAME, text());
                case "WildcardedPSI", "WildcardedIMPU" -> found.putIfAbsent(IdentityPart.WILDCARD, text());
                case "Extension" -> identityParts(found);
                default -> {}
            }
        });
    }

    /** Reads one InitialFilterCriteria element. */
    private final class CriterionReader {
        private int priority;
        private @Nullable TriggerPoint trigger;
        private @Nullable Integer profilePart;
        private @Nullable SipUri server;
        private DefaultHandling handling = DefaultHandling.SESSION_CONTINUED;
        private @Nullable String serviceInfo;
        private boolean includeRequest;
        private boolean includeResponse;

        FilterCriterion read() throws XMLStreamException {
            children(name -> {
                switch (name) {
                    case "Priority" -> priority = number();
                    case "TriggerPoint" -> trigger = triggerPoint();
                    case "ApplicationServer" -> applicationServer();
                    case "ProfilePartIndicator" -> profilePart = number();
                    default -> {}
                }
            });
            var uri = server;
            if (uri == null) {
                throw new IllegalArgumentException("Bad user profile: criterion " + priority + " names no server");
            }
            return new FilterCriterion(
                    priority,
                    Optional.ofNullable(trigger),
                    Optional.ofNullable(profilePart),
                    uri,
                    handling,
                    Optional.ofNullable(serviceInfo),
                    includeRequest,
                    includeResponse);
        }

        private void applicationServer() throws XMLStreamException {
            children(name -> {
                switch (name) {
                    case "ServerName" -> server = SipUri.parse(text());
                    case "DefaultHandling" -> handling = oneOf(DefaultHandling.values());
                    case "ServiceInfo" -> serviceInfo = text();
                    case "IncludeRegisterRequest" -> included(true);
                    case "IncludeRegisterResponse" -> included(false);
                    case "Extension" -> applicationServer();
                    default -> {}
                }
            });
        }

        /** Empty elements of the schema: their being there is what they say. */
        private void included(boolean request) throws XMLStreamException {
            children(ignored -> {});
            if (request) {
                includeRequest = true;
            } else {
                includeResponse = true;
            }
        }

        private TriggerPoint triggerPoint() throws XMLStreamException {
            var conjunctive = new boolean[1];
            var triggers = new ArrayList<ServicePointTrigger>();
            children(name -> {
                switch (name) {
                    case "ConditionTypeCNF" -> conjunctive[0] = flag();
                    case "SPT" -> triggers.add(servicePoint());
                    default -> {}
                }
            });
            return new TriggerPoint(conjunctive[0], List.copyOf(triggers));
        }

        private ServicePointTrigger servicePoint() throws XMLStreamException {
            var negated = new boolean[1];
            var groups = new HashSet<Integer>();
            var kinds = new HashSet<RegistrationType>();
            var condition = new ArrayList<Condition>();
            children(name -> {
                switch (name) {
                    case "ConditionNegated" -> negated[0] = flag();
                    case "Group" -> groups.add(number());
                    case "RequestURI" -> condition.add(new Condition.RequestUri(Condition.Pattern.of(text())));
                    case "Method" -> condition.add(new Condition.Method(text()));
                    case "SessionCase" -> condition.add(new Condition.Case(oneOf(SessionCase.values())));
                    case "SIPHeader" -> condition.add(pair("Header", Condition.Header::new));
                    case "SessionDescription" -> condition.add(pair("Line", Condition.SessionDescription::new));
                    case "Extension" -> registrationTypes(kinds);
                    default -> {}
                }
            });
            if (condition.isEmpty()) {
                throw new IllegalArgumentException("Bad user profile: an SPT of criterion " + priority + " is empty");
            }
            if (groups.isEmpty()) {
                groups.add(0); // else it would be in no group, and its trigger point be met by every request
            }
            return new ServicePointTrigger(negated[0], Set.copyOf(groups), condition.getFirst(), Set.copyOf(kinds));
        }

        private void registrationTypes(Set<RegistrationType> kinds) throws XMLStreamException {
            children(name -> {
                if (name.equals("RegistrationType")) {
                    kinds.add(oneOf(RegistrationType.values()));
                }
            });
        }

        private Condition pair(
                String first, java.util.function.BiFunction<String, Optional<Condition.Pattern>, Condition> maker)
                throws XMLStreamException {
            var subject = new String[] {""};
            var content = new ArrayList<Condition.Pattern>();
            children(name -> {
                if (name.equals(first)) {
                    subject[0] = text();
                } else if (name.equals("Content")) {
                    content.add(Condition.Pattern.of(text()));
                }
            });
            return maker.apply(subject[0], content.stream().findFirst());
        }
    }
}
