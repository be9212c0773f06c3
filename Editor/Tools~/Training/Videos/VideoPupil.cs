namespace RnnGen.Training;

/// <summary>Represents a model of videos which a training makes.</summary>
internal sealed class VideoPupil : Pupil
{
    private const int ShownClips = 4;

    private readonly VideoSettings settings;
    private readonly VideoData data;
    private readonly VideoModel? start;
    private readonly Action<VideoProgress> show;
    private VideoModel? model;
    private VideoTrainer? trainer;

    /// <param name="settings">The settings.</param>
    /// <param name="films">What is learned and validated with.</param>
    /// <param name="start">The model whose weights are the first; null for random ones.</param>
    /// <param name="show">Shows how a validation came out.</param>
    public VideoPupil(VideoSettings settings, FilmSplit films, VideoModel? start, Action<VideoProgress> show)
    {
        this.settings = settings;
        this.start = start;
        this.show = show;
        data = start is null
            ? VideoData.Create(settings, films)
            : VideoData.For(start.Network.Config, settings, films);
        Data = new(films.Rule, data.Training.Count, data.Validation.Count, data.Digest, films.Option);
    }

    public override void Begin(ulong seed)
    {
        model = VideoModel.Create(data.Network, seed);
        start?.ToCheckpoint().ReadInto(model.Parameters);
    }

    public override Trainer Train(ulong seed, Func<ParameterSet, GradientEngine> newEngine)
    {
        var engine = newEngine(model!.Parameters);
        trainer = new VideoTrainer(
            model.Network, model.Parameters, settings, data.Training, data.Validation, seed, engine);
        return trainer;
    }

    public override Checkpoint ToCheckpoint() => model!.ToCheckpoint();

    public override void WriteSample(string file, ulong seed)
    {
        var chance = new Rng(seed);
        var frame = data.Network.Frame;
        var code = new PixelCode(frame);
        var clips = Enumerable.Range(0, Math.Min(ShownClips, data.Validation.Count)).Select(i =>
        {
            var clip = new float[settings.Frames * frame.Values];
            data.Validation.Read(i, settings.Frames, chance, clip);
            var frames = Enumerable.Range(0, settings.Frames)
                .Select(n => code.Show(clip.AsSpan(n * frame.Values, frame.Values)));
            var label = data.Validation.ClassOf(i);
            return new ShownClip([.. frames], label < frame.Classes ? label : null);
        });
        show(new VideoProgress(model!, trainer!.Bound!, [.. clips], trainer.Steps, seed));
    }

    public override string Art => "video";

    public override LearnedData Data { get; }

    public override string Unit => "frame";

    public override ParameterSet Parameters => model!.Parameters;

    /// <summary>Gets the blueprint of the model.</summary>
    public VideoConfig Network => data.Network;
}
