import type { Tx } from "./prisma.ts";

export async function findWorkspaceName(tx: Tx, id: string): Promise<string> {
  const { name } = await tx.workspace.findUniqueOrThrow({ where: { id }, select: { name: true } });
  return name;
}
