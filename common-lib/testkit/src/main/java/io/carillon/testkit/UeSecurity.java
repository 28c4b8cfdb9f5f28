package io.carillon.testkit;

import io.carillon.ipsec.SecurityAssociations;
import io.carillon.ipsec.Suite;
import java.util.List;

/** How a UE does security agreement: who sets up its associations, and the pairs of algorithms it has. */
record UeSecurity(SecurityAssociations kernel, List<Suite> suites) {}
