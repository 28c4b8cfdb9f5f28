package io.carillon.cscf.adapter.diameter;

import io.carillon.cscf.hss.HomeSubscribers.Kept;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.RestorationInfo;
import io.carillon.diameter.cx.ScscfRestorationInfo;
import io.carillon.identity.Impi;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * S-CSCF restoration information on Cx (TS 23.380 §4.2, TS 29.229 §6.3.39, §6.3.52). No point in time is in it: the
 * refresh of a phone gives the HSS nothing new to write.
 */
final class Restoration {
    private Restoration() {}

    /** Empty without contacts: the AVP has at least one. */
    static Optional<ScscfRestorationInfo> of(List<Kept> kept) {
        return kept.stream().findFirst().map(first -> {
            var draft = ScscfRestorationInfo.draft()
                    .set(BaseAvps.USER_NAME, first.impi().value());
            kept.forEach(each -> draft.add(CxAvps.RESTORATION_INFO, info(each)));
            return draft.build();
        });
    }

    private static RestorationInfo info(Kept kept) {
        return RestorationInfo.draft()
                .set(CxAvps.PATH, String.join(",", kept.path()))
                .set(CxAvps.CONTACT, kept.contact())
                .set(CxAvps.CALL_ID_SIP_HEADER, kept.callId())
                .build();
    }

    static List<Kept> read(List<ScscfRestorationInfo> infos) {
        return infos.stream().flatMap(Restoration::read).toList();
    }

    private static Stream<Kept> read(ScscfRestorationInfo of) {
        var impi = Impi.parse(of.userName());
        return of.contacts().stream()
                .map(each -> new Kept(
                        impi, each.contact(), paths(each.path()), each.callId().orElse("")));
    }

    /** Every Path value has its angle brackets (RFC 3327 §4). */
    private static List<String> paths(String list) {
        return Arrays.stream(list.split(",(?=\\s*<)"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
