namespace RnnGen.Training;

/// <summary>Trains what tells frames, beside which a model is measured.</summary>
internal sealed class PredictorTrainer : ClipTrainer
{
    private readonly IFramePredictor predictor;
    private readonly FrameCosts costs;
    private readonly int frames;

    public PredictorTrainer(
        IFramePredictor predictor, ParameterSet parameters, VideoSettings settings, ClipSet training,
        ClipSet validation, DrawConfig frame, ulong seed, GradientEngine engine)
        : base(parameters, settings, training, frame, predictor.Noise, seed, engine)
    {
        this.predictor = predictor;
        frames = settings.Frames;
        costs = new FrameCosts(frame, validation, Math.Min(settings.ValidClips, validation.Count), frames);
    }

    private protected override Tensor Loss(ClipShare clips)
    {
        return predictor.Costs(clips, frames).Aggregate((sum, cost) => sum + cost);
    }

    private protected override double Measure() => costs.Measure(predictor, Engine, new Rng(Seed)).Average();
}
