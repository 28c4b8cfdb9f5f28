package io.carillon.console.configuration;

import tools.jackson.databind.JsonNode;

/** Something of the core that is set as one document while it runs. */
public interface Setting {
    String name();

    /** What is set now. */
    JsonNode show();

    /**
     * @return as it stands now
     * @throws IllegalArgumentException if it is no document of this setting, with what is wrong with it
     */
    JsonNode set(JsonNode document);

    /** Who holds the document does not answer. */
    final class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Away(String message) {
            super(message);
        }
    }
}
