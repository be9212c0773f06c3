namespace RnnGen.Training;

/// <summary>Trains what tells frames, beside which a model is measured.</summary>
internal sealed class PredictorTrainer : ClipTrainer
{
    private readonly IFramePredictor predictor;
    private readonly ClipSet validation;
    private readonly int clips;
    private readonly int frames;
    private readonly int frameValues;

    public PredictorTrainer(
        IFramePredictor predictor, ParameterSet parameters, VideoSettings settings, ClipSet training,
        ClipSet validation, int values, ulong seed, GradientEngine engine)
        : base(parameters, settings, training, values, predictor.Noise, seed, engine)
    {
        this.predictor = predictor;
        this.validation = validation;
        clips = Math.Min(settings.ValidClips, validation.Count);
        frames = settings.Frames;
        frameValues = values;
    }

    private protected override Tensor Loss(Tensor clips, Tensor noise, int first)
    {
        return predictor.Costs(clips, noise, frames).Aggregate((sum, cost) => sum + cost);
    }

    private protected override double Measure()
    {
        return FrameCosts.Measure(predictor, validation, clips, frames, frameValues, Engine, new Rng(Seed)).Average();
    }
}
