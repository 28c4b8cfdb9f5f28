package io.carillon.launcher.suite;

import java.util.List;

/**
 * A port that a node listens on.
 *
 * @param name as in the directory: sip, diameter, http, …
 * @param port of the first instance
 * @param setting the environment variable that moves it
 */
record Wire(String name, int port, String setting, List<Transport> transports) {
    enum Transport {
        UDP,
        TCP
    }

    Wire(String name, int port, String setting, Transport... transports) {
        this(name, port, setting, List.of(transports));
    }
}
