package io.carillon.diameter;

import java.util.Collection;
import java.util.Optional;

/** A recorded message for people: its header in a line, then its AVPs by name, secrets masked. */
public final class MessageText {
    private MessageText() {}

    /** @param applications those that the message may belong to; of another's only numbers are shown */
    public static String of(Octets message, Collection<Application> applications) {
        if (message.length() < Frame.HEADER) {
            return "malformed: shorter than a header";
        }
        var frame = new Frame(message);
        var application = applications.stream()
                .filter(each -> each.id() == frame.application())
                .findFirst();
        return header(frame, application)
                + AvpText.of(
                        message,
                        application.map(Application::dictionary).orElseGet(() -> Dictionary.of(BaseAvps.class)));
    }

    private static String header(Frame frame, Optional<Application> application) {
        var name = application
                .flatMap(each -> each.find(frame.command()))
                .map(procedure -> frame.request() ? procedure.request() : procedure.answer())
                .orElse("command");
        return "%s (%d), %s (%d), hop-by-hop %08x, end-to-end %08x%s%s%n"
                .formatted(
                        name,
                        frame.command(),
                        application.map(Application::name).orElse("application"),
                        frame.application(),
                        frame.hopByHop(),
                        frame.endToEnd(),
                        frame.error() ? ", error" : "",
                        (frame.flags() & Frame.RETRANSMITTED) != 0 ? ", sent again" : "");
    }
}
