import type { Database } from "../postgres/database.ts";
import type { Simulation } from "../simulation.ts";

/** I7, while it happens: what was sent stays as it was recorded, whatever a late dispatcher has to say. */
export function watchDeliveries(sim: Simulation, db: Database): void {
  db.tables.delivery.onChange = (old, row) => {
    if (old.status !== "sent") return;
    if (row.status !== "sent") sim.violate("I7", `the message ${row.id} was sent and is ${row.status} again`);
    else if (row.sentAt !== old.sentAt) sim.violate("I7", `the message ${row.id} was recorded as sent twice`);
  };
}
