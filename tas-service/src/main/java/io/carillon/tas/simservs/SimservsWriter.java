package io.carillon.tas.simservs;

import io.carillon.tas.simservs.Simservs.Barring;
import io.carillon.tas.simservs.Simservs.Diversion;
import io.carillon.tas.simservs.Simservs.ForwardTo;
import io.carillon.tas.simservs.Simservs.Restriction;
import java.io.StringWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a services document (TS 24.623 §6.3, TS 24.604 §4.9.2, TS 24.607 §4.10, TS 24.611 §4.9.2). */
public final class SimservsWriter {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final XMLStreamWriter xml;

    private SimservsWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** What is inside of an element. */
    private interface Content {
        void write() throws XMLStreamException;
    }

    public static String write(Simservs services) {
        var text = new StringWriter();
        try {
            var xml = FACTORY.createXMLStreamWriter(text);
            new SimservsWriter(xml).document(services);
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A services document cannot be written", e);
        }
        return text.toString();
    }

    private void document(Simservs services) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("simservs");
        xml.writeDefaultNamespace(Names.SIMSERVS);
        xml.writeNamespace("cp", Names.POLICY);
        xml.writeNamespace("ext", Names.OWN);
        identity(services.identity());
        diversion(services.diversion());
        barring(Names.INCOMING, services.incoming());
        barring(Names.OUTGOING, services.outgoing());
        screening(services.screening());
        ringing(services.ringing());
        shortNumbers(services.shortNumbers());
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void identity(Simservs.Identity identity) throws XMLStreamException {
        active(Names.OIP, identity.presentation(), () -> {});
        restriction(Names.OIR, identity.restriction());
        active(Names.TIP, identity.connectedPresentation(), () -> {});
        restriction(Names.TIR, identity.connectedRestriction());
    }

    private void restriction(String name, Restriction restriction) throws XMLStreamException {
        active(name, true, () -> {
            text(
                    Names.DEFAULT_BEHAVIOUR,
                    restriction == Restriction.NOT_RESTRICTED ? Names.NOT_RESTRICTED : Names.RESTRICTED);
            if (restriction == Restriction.PERMANENT) {
                own("permanent", () -> {});
            }
        });
    }

    private void diversion(Diversion diversion) throws XMLStreamException {
        active(Names.DIVERSION, diversion.active(), () -> {
            var seconds = diversion.noReplySeconds();
            if (seconds != null) {
                text("NoReplyTimer", seconds.toString());
            }
            policy("ruleset", () -> {
                for (var rule : diversion.rules()) {
                    rule(rule.id(), rule.conditions(), () -> forwardTo(rule.forwardTo()));
                }
            });
        });
    }

    private void forwardTo(ForwardTo action) throws XMLStreamException {
        element("forward-to", () -> {
            text("target", action.target());
            text("notify-caller", String.valueOf(action.notifyCaller()));
            text("reveal-identity-to-caller", String.valueOf(action.revealIdentityToCaller()));
            text("notify-served-user", String.valueOf(action.notifyServedUser()));
            text("reveal-identity-to-target", String.valueOf(action.revealIdentityToTarget()));
        });
    }

    private void barring(String name, Barring barring) throws XMLStreamException {
        active(
                name,
                barring.active(),
                () -> policy("ruleset", () -> {
                    for (var rule : barring.rules()) {
                        rule(rule.id(), rule.conditions(), () -> text("allow", Boolean.toString(rule.allow())));
                    }
                }));
    }

    private void rule(String id, List<Condition> conditions, Content action) throws XMLStreamException {
        xml.writeStartElement("cp", "rule", Names.POLICY);
        xml.writeAttribute("id", id);
        policy("conditions", () -> {
            for (var condition : conditions) {
                condition(condition);
            }
        });
        policy("actions", action);
        xml.writeEndElement();
    }

    private void condition(Condition condition) throws XMLStreamException {
        switch (condition) {
            case Condition.Situation(var fact) -> element(fact.element(), () -> {});
            case Condition.Media(var media) -> text("media", media);
            case Condition.Identity identity -> policy("identity", () -> identity(identity));
            case Condition.Validity(var periods) ->
                policy("validity", () -> {
                    for (var period : periods) {
                        policy("from", () -> xml.writeCharacters(period.from().toString()));
                        policy("until", () -> xml.writeCharacters(period.until().toString()));
                    }
                });
            case Condition.Daily daily -> daily(daily);
            case Condition.Unknown(var name) -> element(name, () -> {});
        }
    }

    private void identity(Condition.Identity identity) throws XMLStreamException {
        for (var one : identity.one()) {
            attribute("one", "id", one);
        }
        for (var domain : identity.domains()) {
            xml.writeStartElement("cp", "many", Names.POLICY);
            if (!domain.equals("*")) {
                xml.writeAttribute("domain", domain);
            }
            for (var except : identity.except()) {
                attribute("except", "id", except);
            }
            xml.writeEndElement();
        }
    }

    private void attribute(String name, String attribute, String value) throws XMLStreamException {
        xml.writeStartElement("cp", name, Names.POLICY);
        xml.writeAttribute(attribute, value);
        xml.writeEndElement();
    }

    private void daily(Condition.Daily daily) throws XMLStreamException {
        var days = daily.days();
        xml.writeStartElement("ext", "daily", Names.OWN);
        xml.writeAttribute("from", daily.from().toString());
        xml.writeAttribute("until", daily.until().toString());
        if (days != null && !days.isEmpty()) {
            xml.writeAttribute("days", days.stream().sorted().map(Enum::name).collect(Collectors.joining(" ")));
        }
        xml.writeEndElement();
    }

    private void screening(Simservs.Screening screening) throws XMLStreamException {
        if (screening.equals(Simservs.Screening.NONE)) {
            return;
        }
        own("screening", () -> {
            ownText("do-not-disturb", Boolean.toString(screening.doNotDisturb()));
            for (var entry : screening.whiteList()) {
                ownText("white", entry);
            }
            for (var entry : screening.blackList()) {
                ownText("black", entry);
            }
        });
    }

    private void ringing(Simservs.Ringing ringing) throws XMLStreamException {
        if (ringing.equals(Simservs.Ringing.NONE)) {
            return;
        }
        own("ringing", () -> {
            ownText("mode", ringing.mode().name());
            var seconds = ringing.seconds();
            if (seconds != null) {
                ownText("seconds", seconds.toString());
            }
            for (var target : ringing.targets()) {
                ownText("target", target);
            }
        });
    }

    private void shortNumbers(Simservs.ShortNumbers numbers) throws XMLStreamException {
        if (numbers.equals(Simservs.ShortNumbers.NONE)) {
            return;
        }
        own("short-numbers", () -> {
            ownText("group", numbers.group());
            for (var entry : new TreeMap<>(numbers.numbers()).entrySet()) {
                xml.writeStartElement("ext", "number", Names.OWN);
                xml.writeAttribute("dialled", entry.getKey());
                xml.writeCharacters(entry.getValue());
                xml.writeEndElement();
            }
        });
    }

    private void active(String name, boolean active, Content content) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("active", Boolean.toString(active));
        content.write();
        xml.writeEndElement();
    }

    private void element(String name, Content content) throws XMLStreamException {
        xml.writeStartElement(name);
        content.write();
        xml.writeEndElement();
    }

    private void text(String name, String value) throws XMLStreamException {
        element(name, () -> xml.writeCharacters(value));
    }

    private void policy(String name, Content content) throws XMLStreamException {
        xml.writeStartElement("cp", name, Names.POLICY);
        content.write();
        xml.writeEndElement();
    }

    private void own(String name, Content content) throws XMLStreamException {
        xml.writeStartElement("ext", name, Names.OWN);
        content.write();
        xml.writeEndElement();
    }

    private void ownText(String name, String value) throws XMLStreamException {
        own(name, () -> xml.writeCharacters(value));
    }
}
