package io.carillon.im.delivery;

import io.carillon.im.imdn.Dispositions;
import io.carillon.msrp.Cpim;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a person reads of a page-mode message. */
public final class PageText {
    private PageText() {}

    public static Optional<String> of(String contentType, byte[] body) {
        return of(contentType, body, Dispositions.opened(contentType, body));
    }

    /** @param wrapped the body, if it is in a wrapper that could be opened */
    public static Optional<String> of(String contentType, byte[] body, Optional<Cpim> wrapped) {
        if (wrapped.isPresent()) {
            return wrapped.filter(each -> each.contentType().startsWith("text/"))
                    .map(Cpim::text);
        }
        var type = contentType.toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.startsWith("text/") || type.startsWith(Cpim.TYPE)
                ? Optional.of(new String(body, StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
