package io.carillon.lab.pcf;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/** A network function is not found where nobody has to show a certificate (TS 33.501 §13.1). */
final class SecuredDoor implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!request.isSecure()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        return request.isSecure();
    }
}
