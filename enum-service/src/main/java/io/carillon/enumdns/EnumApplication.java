package io.carillon.enumdns;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The enum node. */
@SpringBootApplication
public class EnumApplication {
    public static void main(String[] args) {
        SpringApplication.run(EnumApplication.class, args);
    }
}
