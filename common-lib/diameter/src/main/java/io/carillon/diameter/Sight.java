package io.carillon.diameter;

import io.carillon.diameter.DiameterObserver.Direction;
import io.carillon.diameter.DiameterObserver.Seen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows messages of applications to the observer. */
record Sight(LocalNode local, DiameterObserver observer) {
    private static final Logger LOG = LoggerFactory.getLogger(Sight.class);

    void saw(Direction direction, Link link, Frame frame, Application application) {
        if (observer == DiameterObserver.NONE) {
            return;
        }
        try {
            observer.saw(new Seen(
                    direction,
                    local.host(),
                    link.peer(),
                    name(frame, application),
                    frame.request(),
                    frame.request() ? "" : result(frame),
                    frame.octets(),
                    application.dictionary()));
        } catch (RuntimeException e) {
            LOG.warn("observer failed", e);
        }
    }

    private static String name(Frame frame, Application application) {
        return application
                .find(frame.command())
                .map(p -> frame.request() ? p.request() : p.answer())
                .orElse(String.valueOf(frame.command()));
    }

    /** "2001", or "10415/2001" for a vendor's. */
    private static String result(Frame frame) {
        try {
            var code = frame.first(BaseAvps.RESULT_CODE);
            if (code != null) {
                return BaseAvps.RESULT_CODE.decode(code.data()).toString();
            }
            var experimental = frame.first(BaseAvps.EXPERIMENTAL_RESULT);
            if (experimental != null) {
                var result = BaseAvps.EXPERIMENTAL_RESULT.decode(experimental.data());
                return result.vendor() + "/" + result.code();
            }
        } catch (AvpException malformed) {
            return "";
        }
        return "";
    }
}
