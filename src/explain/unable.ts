/** A target that cannot express the descriptor, so that it answers nothing. */
export interface Unable {
  readonly target: string;
  readonly message: string;
}
