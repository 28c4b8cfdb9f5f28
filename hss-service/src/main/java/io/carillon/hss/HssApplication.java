package io.carillon.hss;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The HSS node. */
@SpringBootApplication
public class HssApplication {

    static void main(String[] arguments) {
        SpringApplication.run(HssApplication.class, arguments);
    }
}
