namespace RnnGen.Training;

/// <summary>Represents a model that draws which a training makes.</summary>
internal sealed class ImagePupil : Pupil
{
    private readonly ImageConfig config;
    private readonly ImageData data;
    private readonly DrawModel? start;
    private readonly Action<ImageProgress> show;
    private DrawModel? model;
    private ImageTrainer? trainer;

    /// <param name="config">The settings.</param>
    /// <param name="pictures">What is learned and validated with.</param>
    /// <param name="start">The model whose weights are the first; null for random ones.</param>
    /// <param name="show">Shows how a validation came out.</param>
    /// <exception cref="InvalidDataException">The settings or pictures do not suit the network.</exception>
    public ImagePupil(ImageConfig config, ImageSplit pictures, DrawModel? start, Action<ImageProgress> show)
    {
        this.config = config;
        this.start = start is null ? null : Seeing(config, start);
        this.show = show;
        data = this.start is null
            ? ImageData.Create(config, pictures)
            : ImageData.For(this.start.Network.Config.WithSteps(config.Glimpses), pictures);
        if (data.Network.Wraps && config.Shift > 0)
        {
            throw new InvalidDataException(
                "The setting 'shift' must be 0 for a network of tiles, which learns pictures from any pixel on, but is "
                + $"{config.Shift}: leave it out.");
        }

        Data = new(pictures.Rule, data.Training.Count, data.Validation.Count, data.Digest, pictures.Option);
    }

    public override void Begin(ulong seed)
    {
        model = DrawModel.Create(data.Network, seed);
        start?.ToCheckpoint().ReadInto(model.Parameters);
    }

    public override Trainer Train(ulong seed, Func<ParameterSet, GradientEngine> newEngine)
    {
        var engine = newEngine(model!.Parameters);
        trainer = new ImageTrainer(
            model.Network, model.Parameters, config, data.Training, data.Validation, seed, engine);
        return trainer;
    }

    public override Checkpoint ToCheckpoint() => model!.ToCheckpoint();

    public override void WriteSample(string file, ulong seed)
    {
        show(new ImageProgress(model!, trainer!.Bound!, trainer.Steps, seed));
    }

    private static DrawModel Seeing(ImageConfig config, DrawModel start)
    {
        try
        {
            return start.WithSight(config.Read, config.CanvasFeedback, config.Encoder);
        }
        catch (ArgumentException problem)
        {
            var (own, units) = (start.Network.Config.Read, start.Network.Config.EncoderUnits);
            var more = own > 0 ? ", or an even number more," : "";
            throw new InvalidDataException(problem.ParamName switch
            {
                "read" => $"The setting 'read' must be {own} as in the model to begin with{more} but is "
                    + $"{config.Read}: leave it out.",
                "encoderSize" => $"The setting 'encoder' must be at least the {units} units of the model to begin "
                    + $"with, but is {config.Encoder}: leave it out.",
                _ => $"The settings 'encoder', {config.Encoder}, and 'read', {config.Read}, and a decoder that sees "
                    + "the canvas must leave matrices that a file can keep, but ask for larger ones: take smaller "
                    + "numbers.",
            });
        }
    }

    public override string Art => "image";

    public override LearnedData Data { get; }

    public override string Unit => "picture";

    public override ParameterSet Parameters => model!.Parameters;

    /// <summary>Gets the blueprint of the model.</summary>
    public DrawConfig Network => data.Network;
}
