package io.carillon.cscf;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** I-CSCF and S-CSCF. */
@SpringBootApplication(proxyBeanMethods = false)
public class CscfApplication {
    public static void main(String[] args) {
        SpringApplication.run(CscfApplication.class, args);
    }
}
