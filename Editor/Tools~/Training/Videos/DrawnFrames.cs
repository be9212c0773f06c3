namespace RnnGen.Training;

/// <summary>Tells frames by drawing them: DRAW over time, or, with no units of time, each frame for itself.</summary>
internal sealed class DrawnFrames(VideoNetwork network) : IFramePredictor
{
    public Tensor[] Costs(Tensor clips, Tensor noise, int frames)
    {
        var parts = new FrameCost[frames];
        network.Loss(clips, noise, frames, parts);
        return Array.ConvertAll(parts, part => part.Reconstruction + part.Divergence);
    }

    public void GoOn(float[] clips, int rows, int seen, int frames, Rng chance, Action<int, Tensor> tell)
    {
        var on = new CpuBackend();
        var latent = network.Config.Frame.Latent;
        on.NextStep();
        var state = network.InitialState(on, rows);
        for (var n = 0; n < frames; n++)
        {
            if (n > 0)
            {
                on.NextStep();
                network.NextFrame(ref state);
            }

            var image = n < seen ? ClipRows.Frame(on, clips, rows, seen, n) : null;
            for (var t = 0; t < network.Config.Frame.Steps; t++)
            {
                var noise = ClipRows.Normal(on, rows, latent, chance);
                if (image is null)
                {
                    network.Draw(noise, ref state);
                }
                else
                {
                    network.Step(image, noise, ref state);
                }
            }

            if (image is null)
            {
                tell(n, network.Frames.Paint(state.Frame));
            }
        }
    }

    public int Noise => network.Config.Frame.Steps * network.Config.Frame.Latent;

    public bool IsChancy => true;
}
