package io.carillon.console.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes every request that changes something, whatever came of it; paths carry no secrets, bodies may and are not kept. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class AuditFilter extends OncePerRequestFilter {
    /** The attribute of a request that tells of a command; that one is noted then, and not the telling. */
    static final String COMMAND = AuditFilter.class.getName() + ".command";

    private static final Logger LOG = LoggerFactory.getLogger(AuditFilter.class);
    private static final List<String> READING = List.of("GET", "HEAD", "OPTIONS");
    private static final int LONGEST_PATH = 500;

    /** Where the door leaves who came through it, also of who was turned away. */
    private final SecurityContextRepository sessions = new RequestAttributeSecurityContextRepository();

    private final Audit audit;
    private final Clock clock;

    AuditFilter(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        var who = sessions.loadDeferredContext(request).get().getAuthentication();
        boolean command = request.getAttribute(COMMAND) != null;
        var path = command ? String.valueOf(request.getAttribute(COMMAND)) : request.getRequestURI();
        try {
            audit.record(new AuditEntry(
                    0,
                    clock.instant(),
                    who == null ? "-" : who.getName(),
                    request.getRemoteAddr(),
                    command ? "./ims" : request.getMethod(),
                    path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path,
                    response.getStatus()));
        } catch (RuntimeException e) {
            LOG.error("{} {} is not in the audit: {}", request.getMethod(), path, e.getMessage());
        }
    }
}
