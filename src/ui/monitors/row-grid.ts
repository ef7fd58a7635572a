/** One grid for the head and the rows, so that columns line up. */
export const ROW_GRID =
  "lg:grid lg:grid-cols-[1rem_minmax(0,1fr)_9rem_8.5rem_4.75rem_6.5rem_5.5rem_2.25rem] lg:items-center lg:gap-x-4";
