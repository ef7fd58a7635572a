import type { Database } from "../postgres/database.ts";
import type { Simulation } from "../simulation.ts";

/** I7, while it happens: what was sent is never to be sent again, whatever a late dispatcher has to say. */
export function watchDeliveries(sim: Simulation, db: Database): void {
  db.tables.delivery.onChange = (old, row) => {
    if (old.status === "sent" && row.status !== "sent") {
      sim.violate("I7", `the message ${row.id} was sent and is ${row.status} again`);
    }
  };
}
