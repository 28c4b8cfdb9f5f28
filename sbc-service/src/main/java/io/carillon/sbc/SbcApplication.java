package io.carillon.sbc;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The border: P-CSCF. */
@SpringBootApplication(proxyBeanMethods = false)
public class SbcApplication {
    public static void main(String[] args) {
        SpringApplication.run(SbcApplication.class, args);
    }
}
