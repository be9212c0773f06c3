namespace RnnGen.Training;

/// <summary>Tells frames by drawing them: DRAW over time, or, with no units of time, each frame for itself.</summary>
internal sealed class DrawnFrames(VideoNetwork network) : IFramePredictor
{
    private readonly DrawConfig frame = network.Config.Frame;

    public Tensor[] Costs(ClipShare clips, int frames)
    {
        var parts = new FrameCost[frames];
        network.Loss(clips.Frames, clips.Noise, frames, clips.Classes, parts);
        return Array.ConvertAll(parts, part => part.Reconstruction + part.Divergence);
    }

    public void GoOn(ClipStart seen, int frames, Rng chance, Action<int, Tensor> tell)
    {
        var on = new CpuBackend();
        var noise = new float[seen.Rows * frame.Latent];
        on.NextStep();
        var state = network.InitialState(on, seen.Rows, seen.Classes);
        for (var n = 0; n < frames; n++)
        {
            if (n > 0)
            {
                on.NextStep();
                network.NextFrame(ref state);
            }

            var image = n < seen.Frames ? seen.Frame(on, n) : null;
            for (var t = 0; t < frame.Steps; t++)
            {
                foreach (ref var number in noise.AsSpan())
                {
                    number = chance.Normal();
                }

                var z = on.From(noise, seen.Rows, frame.Latent);
                if (image is null)
                {
                    network.Draw(z, ref state);
                }
                else
                {
                    network.Step(image, z, ref state);
                }
            }

            if (image is null)
            {
                tell(n, network.Frames.Paint(state.Frame));
            }
        }
    }

    public int Noise => frame.Steps * frame.Latent;

    public bool IsChancy => true;
}
