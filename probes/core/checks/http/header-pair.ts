/** As it came: names are compared without regard to capitals, and may come twice. */
export type HeaderPair = readonly [name: string, value: string];
