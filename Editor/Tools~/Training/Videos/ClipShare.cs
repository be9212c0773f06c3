namespace RnnGen.Training;

/// <summary>The clips of a batch that one backend computes.</summary>
/// <param name="Frames">The clips, each frame behind the one before: [rows, frames · values].</param>
/// <param name="Noise">Standard normal numbers, [rows, frames · those of a frame].</param>
/// <param name="Classes">The class of each clip; empty if there are none.</param>
/// <param name="First">The number of the first clip in the batch.</param>
internal readonly record struct ClipShare(Tensor Frames, Tensor Noise, ReadOnlyMemory<int> Classes, int First);
