package io.carillon.console.account;

/** Another way to sign in than with a local account: a bean where there is one. @param name what people know it by */
public record OtherEntrance(String name) {}
