/** How far a workspace has come, for a person who may set it up; `done`: they want no more of it. */
export type FirstSteps = {
  done: boolean;
  /** The oldest that the person may see. */
  monitor: { id: string; name: string; url: string } | null;
  hasChannel: boolean;
  hasColleague: boolean;
};
