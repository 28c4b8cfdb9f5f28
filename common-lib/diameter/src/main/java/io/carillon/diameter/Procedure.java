package io.carillon.diameter;

/**
 * A request, its answer and how both are written.
 *
 * @param request the abbreviation of the request, "UAR"
 * @param answer the abbreviation of the answer, "UAA"
 */
public record Procedure<R extends DiameterRequest<A>, A extends DiameterAnswer>(
        int code,
        String request,
        String answer,
        Class<R> requestType,
        Grammar<R> requestGrammar,
        Class<A> answerType,
        Grammar<A> answerGrammar) {}
