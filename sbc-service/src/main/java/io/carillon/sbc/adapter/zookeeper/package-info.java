/** What all borders share and hear of at once, in ZooKeeper. */
@NullMarked
package io.carillon.sbc.adapter.zookeeper;

import org.jspecify.annotations.NullMarked;
