package io.carillon.tas;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The telephony application server. */
@SpringBootApplication(proxyBeanMethods = false)
public class TasApplication {
    public static void main(String[] args) {
        SpringApplication.run(TasApplication.class, args);
    }
}
