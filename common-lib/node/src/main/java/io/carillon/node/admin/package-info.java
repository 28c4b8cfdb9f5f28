/** The closed door of the admin HTTP port: bearer tokens, roles, problem+json, OpenAPI. */
@NullMarked
package io.carillon.node.admin;

import org.jspecify.annotations.NullMarked;
