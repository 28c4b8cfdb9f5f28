package io.carillon.bench.sip;

import io.carillon.bench.sip.server.Duty;

/** Kamailio's routing script for each duty. */
final class KamailioConfiguration {
    private static final String COMMON = """
            #!KAMAILIO
            debug=0
            log_stderror=yes
            children=1
            auto_aliases=no
            disable_tcp=yes
            dns=no
            rev_dns=no
            maxbuffer=4194304
            mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
            listen=udp:127.0.0.1:PORT
            loadmodule "pv.so"
            loadmodule "sl.so"
            loadmodule "tm.so"
            loadmodule "rr.so"
            loadmodule "maxfwd.so"
            loadmodule "textops.so"
            loadmodule "siputils.so"
            """;

    private static final String ANSWER_PROBE = """
            request_route {
                if (!mf_process_maxfwd_header("70")) { sl_send_reply("483", "Too Many Hops"); exit; }
                if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
            """;

    private static final String PROXY = """
                if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
                if (has_totag()) {
                    if (loose_route()) { t_relay(); exit; }
                    sl_send_reply("481", "Unknown Dialog");
                    exit;
                }
                t_check_trans();
                record_route();
                t_relay();
            }
            """;

    private static final String STATELESS = """
                if (has_totag()) { if (loose_route()) { forward(); } exit; }
                if (is_method("INVITE")) { record_route(); }
                forward();
            }
            """;

    private static final String REGISTRAR_MODULES = """
            loadmodule "usrloc.so"
            loadmodule "registrar.so"
            loadmodule "auth.so"
            modparam("usrloc", "db_mode", 0)
            modparam("usrloc", "hash_size", 14)
            modparam("auth", "qop", "auth")
            modparam("auth", "nonce_expire", 300)
            """;

    private static final String REGISTRAR = """
                if (is_method("REGISTER")) {
                    if (!pv_auth_check("DOMAIN", "PASSWORD", "0", "1")) { www_challenge("DOMAIN", "1"); exit; }
                    save("location");
                    exit;
                }
                if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
                t_relay();
            }
            """;

    private KamailioConfiguration() {}

    static String of(Duty duty, int port, String domain, String password) {
        var script = switch (duty) {
            case PROXY -> COMMON + ANSWER_PROBE + PROXY;
            case STATELESS -> COMMON + ANSWER_PROBE + STATELESS;
            case REGISTRAR -> COMMON + REGISTRAR_MODULES + ANSWER_PROBE + REGISTRAR;
        };
        return script.replace("PORT", Integer.toString(port))
                .replace("DOMAIN", domain)
                .replace("PASSWORD", password);
    }
}
