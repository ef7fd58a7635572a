import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "#generated/prisma/client.ts";

const ROWS_PER_CALL = 100;
const HOUR_MS = 3_600_000;

/** Prisma's createMany into the table that is most like ticks (hourly rollups: a key of three, ten numbers). */
export async function prismaCreateMany(databaseUrl: string, rows: number): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) });
  const longAgo = Date.UTC(2000, 0, 1);
  try {
    for (let from = 0; from < rows; from += ROWS_PER_CALL) {
      const data = Array.from({ length: ROWS_PER_CALL }, (_, at) => ({
        monitorId: at + 1,
        regionId: 1,
        hour: new Date(longAgo + from * HOUR_MS),
        expected: 1,
        ticks: 1,
        ok: 1,
        failed: 0,
        internal: 0,
        sumUs: 1500n,
        minUs: 100,
        maxUs: 700,
      }));
      await prisma.rollupHour.createMany({ data, skipDuplicates: true });
    }
    await prisma.rollupHour.deleteMany({ where: { hour: { lt: new Date(Date.UTC(2020, 0, 1)) } } });
  } finally {
    await prisma.$disconnect();
  }
}
