package io.carillon.rtpproxy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The rtpproxy node. */
@SpringBootApplication
public class RtpproxyApplication {
    public static void main(String[] args) {
        SpringApplication.run(RtpproxyApplication.class, args);
    }
}
