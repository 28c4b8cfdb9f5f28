package io.carillon.suite;

import io.carillon.testkit.voice.Wav;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Debian's baresip as a phone: it says one tone, keeps what it hears, answers by itself and does as it is told. */
final class Baresip implements AutoCloseable {
    private final Path folder;
    private final int control;
    private final Command.Running running;

    private Baresip(Path folder, int control, Command.Running running) {
        this.folder = folder;
        this.control = control;
        this.running = running;
    }

    /** @param port of its SIP, and of TLS the next one; those of its control and its media follow */
    static Baresip start(Path folder, String user, int port, int tone) {
        try {
            Files.write(folder.resolve("tone.wav"), Wav.tone(tone, Duration.ofMinutes(2)));
            Files.writeString(folder.resolve("accounts"), account(user));
            Files.writeString(folder.resolve("config"), config(folder, port));
            Files.writeString(folder.resolve("contacts"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = Command.of("baresip", "-4", "-s", "-f", folder.toString());
        return new Baresip(folder, port + 2, command.start());
    }

    private static String account(String user) {
        return "<sip:%1$s@%2$s>;auth_user=%1$s@%2$s;auth_pass=secret-%1$s;outbound=\"sip:127.0.0.1:%3$d\""
                        .formatted(user, House.DOMAIN, House.port(5_060))
                + ";answermode=auto;regint=600;audio_codecs=pcma\n";
    }

    private static String config(Path folder, int port) {
        return """
                poll_method epoll
                net_interface 127.0.0.1
                sip_listen 127.0.0.1:%2$d
                ctrl_tcp_listen 127.0.0.1:%3$d
                rtp_ports %4$d-%5$d
                audio_source aufile,%1$s/tone.wav
                audio_player aubridge,ear
                audio_alert aubridge,ear
                ausrc_srate 8000
                auplay_srate 8000
                audio_channels 1-1
                ausrc_channels 1
                auplay_channels 1
                snd_path %1$s
                module_path /usr/lib/baresip/modules
                module g711.so
                module aufile.so
                module aubridge.so
                module sndfile.so
                module_tmp uuid.so
                module_tmp account.so
                module_app menu.so
                module_app ctrl_tcp.so
                """.formatted(folder, port, port + 2, port + 4, port + 20);
    }

    String log() {
        return running.output();
    }

    /** One of its commands, as a netstring of JSON. */
    void does(String command, String params) {
        var order = "{\"command\":\"%s\",\"params\":\"%s\",\"token\":\"1\"}".formatted(command, params);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), control)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((order.length() + ":" + order + ",").getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() < 0) {
                throw new AssertionError("baresip does not take " + command + ":\n" + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(log(), e);
        }
    }

    /** Whether it has heard this tone in one of its calls. */
    boolean heard(int hertz) {
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.filter(each -> each.getFileName().toString().endsWith("-dec.wav"))
                    .toList()) {
                if (Wav.has(Files.readAllBytes(file), hertz)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
