#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents DRAW, a network that draws images step by step (Gregor, Danihelka, Graves, Rezende and
    /// Wierstra 2015).
    /// </summary>
    /// <remarks>
    /// <para>x̂ = x - σ(c)   r = [read(x), read(x̂)]   h_enc = LSTM([r, h_dec])   z ~ N(μ, σ²)</para>
    /// <para>[μ log σ] = L(h_enc)   h_dec = LSTM(z)   c' = c + write(h_dec)</para>
    /// <para>
    /// loss = -log D(x | c_T) + Σ_t KL(N(μ_t, σ_t²) | P(z_t)). Reading is linear, so read(x̂) is computed as
    /// read(x) - read(σ(c)).
    /// </para>
    /// <para>
    /// Beyond the paper, where the blueprint says so: P(z_t) = N(L(h_dec)) in place of N(0, 1); h_dec =
    /// LSTM([z, read(σ(c))]); h_dec = LSTM([z, a learned vector of the class]); and D over the colours of a
    /// palette, where softmax stands for σ.
    /// </para>
    /// <para>
    /// An image is a row [height][planes][width] of values in [0, 1]; for a palette the planes are 1 at the
    /// colour of the pixel and 0 elsewhere. The network holds nothing but parameters, which several threads
    /// may read; each has its own states, on its own backend. Steps allocate nothing on the CPU.
    /// </para>
    /// </remarks>
    public sealed class DrawNetwork
    {
        internal const int ClassColumns = 16;

        private readonly LstmCell encoder;
        private readonly LstmCell decoder;
        private readonly Parameter canvas;
        private readonly Parameter encoderHidden;
        private readonly Parameter encoderCell;
        private readonly Parameter decoderHidden;
        private readonly Parameter decoderCell;
        private readonly Parameter latentWeight;
        private readonly Parameter latentBias;
        private readonly Parameter headWeight;
        private readonly Parameter headBias;
        private readonly Parameter? classWeight;
        private readonly Parameter? contextWeight;

        // Columns of the heads, behind those of the patch.
        private readonly int writeAt;
        private readonly int readAt;
        private readonly int priorAt;

        private DrawNetwork(DrawConfig config, ParameterSet parameters)
        {
            Config = config.Copy();
            writeAt = config.PatchValues;
            readAt = config.ReadAt;
            priorAt = readAt + (config.Read > 0 ? Glimpse.Numbers : 0);
            var size = config.Size;
            encoder = new LstmCell(parameters, "encoder", config.EncoderInputs, config.EncoderUnits);
            decoder = new LstmCell(parameters, "decoder", config.DecoderInputs, size);
            latentWeight = parameters.Matrix("latent.weight", config.EncoderUnits, 2 * config.Latent);
            latentBias = parameters.Row("latent.bias", 2 * config.Latent);
            headWeight = parameters.Matrix("heads.weight", size, config.HeadValues);
            headBias = parameters.Row("heads.bias", config.HeadValues);
            classWeight = config.Classes > 0
                ? parameters.Matrix("classes.weight", config.Classes + 1, ClassColumns)
                : null;
            contextWeight = config.Context > 0
                ? parameters.Matrix("heads.context", config.Context, config.HeadValues)
                : null;
            canvas = parameters.Row("initial.canvas", config.Values);
            encoderHidden = parameters.Row("initial.encoder_hidden", config.EncoderUnits);
            encoderCell = parameters.Row("initial.encoder_cell", config.EncoderUnits);
            decoderHidden = parameters.Row("initial.decoder_hidden", size);
            decoderCell = parameters.Row("initial.decoder_cell", size);
        }

        /// <summary>Makes a network.</summary>
        /// <param name="config">The blueprint.</param>
        /// <param name="parameters">The set to which the network adds its parameters.</param>
        /// <exception cref="ArgumentException">The blueprint is not one.</exception>
        public static DrawNetwork Create(DrawConfig config, ParameterSet parameters)
        {
            var problem = config.Problem();
            return problem == null
                ? new DrawNetwork(config, parameters)
                : throw new ArgumentException(problem, nameof(config));
        }

        /// <summary>Makes the state before the first step, which is learned.</summary>
        /// <param name="on">The backend that computes the steps.</param>
        /// <param name="rows">The number of images side by side.</param>
        /// <param name="classes">
        /// The class of each image, of which <see cref="DrawConfig.Classes"/> itself stands for none; empty
        /// if the network knows no classes. Unchanged until the backward pass is over.
        /// </param>
        public DrawState InitialState(Backend on, int rows, ReadOnlyMemory<int> classes = default)
        {
            return Begin(InitialCanvas(on, rows), InitialDecoder(on, rows), classes, null);
        }

        /// <summary>Looks at images, and draws what of them is missing: one step of training.</summary>
        /// <param name="image">The images, [rows, <see cref="DrawConfig.Values"/>].</param>
        /// <param name="noise">Standard normal numbers, [rows, <see cref="DrawConfig.Latent"/>].</param>
        /// <param name="state">The state, which is advanced.</param>
        /// <returns>KL(Q(z | x) | P(z)) of this step, a column in nats.</returns>
        public Tensor Step(Tensor image, Tensor noise, ref DrawState state)
        {
            return Look(image, noise, ref state, out _, out _, out _);
        }

        /// <summary>Steps as above, and weighs the z that was drawn.</summary>
        /// <param name="image">The images, [rows, <see cref="DrawConfig.Values"/>].</param>
        /// <param name="noise">
        /// The noise ε, of which z = μ + σ ε: standard normal numbers, [rows, <see cref="DrawConfig.Latent"/>].
        /// </param>
        /// <param name="state">The state, which is advanced.</param>
        /// <param name="ratio">Gets log Q(z | x) - log P(z), a column in nats, whose mean is the KL.</param>
        /// <returns>KL(Q(z | x) | P(z)) of this step, a column in nats.</returns>
        public Tensor Step(Tensor image, Tensor noise, ref DrawState state, out Tensor ratio)
        {
            var divergence = Look(image, noise, ref state, out var mean, out var logSigma, out var sigma);
            var z = mean + sigma * noise;
            ratio = (z * z - noise * noise + logSigma.Scale(-2)).Sum().Scale(0.5f);
            return divergence;
        }

        /// <summary>Draws without an image to look at: one step of generation.</summary>
        /// <param name="noise">
        /// Standard normal numbers, [rows, <see cref="DrawConfig.Latent"/>]: z itself, unless the prior is
        /// learned.
        /// </param>
        /// <param name="state">The state, which is advanced; the encoder's is kept as it is.</param>
        public void Draw(Tensor noise, ref DrawState state)
        {
            var z = Config.LearnedPrior ? PriorMean(state) + PriorLogSigma(state).Exp() * noise : noise;
            var drawn = Config.CanvasFeedback
                ? new Glimpse(Config, state.Heads, readAt, Config.Read).Read(Paint(state))
                : null;
            Advance(z, drawn, Unroll.Keep(state.Encoder), ref state);
        }

        /// <summary>
        /// Computes the probabilities of pixels, σ(c) or, for each colour of a palette, softmax(c).
        /// </summary>
        public Tensor Paint(in DrawState state) => Paint(state.Canvas);

        /// <summary>Computes -log D(image | canvas), a column in nats.</summary>
        public Tensor Reconstruction(Tensor image, in DrawState state)
        {
            return PixelLikelihood.Cost(Config, state.Canvas, image);
        }

        /// <summary>
        /// Draws images in all steps, and computes what it costs to tell them that way: an upper bound of
        /// -log p(image), estimated from one z per step.
        /// </summary>
        /// <param name="image">The images, [rows, <see cref="DrawConfig.Values"/>].</param>
        /// <param name="noise">
        /// Standard normal numbers, those of each step behind those of the step before:
        /// [rows, <see cref="DrawConfig.Steps"/> · <see cref="DrawConfig.Latent"/>].
        /// </param>
        /// <param name="classes">The classes: see <see cref="InitialState"/>.</param>
        /// <param name="divergences">
        /// Gets the KL of each step, of which there are <see cref="DrawConfig.Steps"/>; null for nobody.
        /// </param>
        /// <returns>The loss of each image, a column in nats.</returns>
        public Tensor Loss(
            Tensor image, Tensor noise, ReadOnlyMemory<int> classes = default, Tensor[]? divergences = null)
        {
            var state = InitialState(image.Backend, image.Rows, classes);
            return Loss(image, noise, 0, Config.Steps, ref state, divergences);
        }

        /// <summary>Computes what some of the steps add to the loss of images.</summary>
        /// <param name="image">The images, [rows, <see cref="DrawConfig.Values"/>].</param>
        /// <param name="noise">The noise of all steps: see above.</param>
        /// <param name="first">The first of the steps, from 0 on.</param>
        /// <param name="end">The step behind the last; with the last of all, what is on the canvas is weighed.</param>
        /// <param name="state">The state before the steps, which is advanced.</param>
        /// <param name="divergences">Gets the KL of the steps, at their places; null for nobody.</param>
        /// <returns>The losses, a column in nats, which over all steps add up to those of the images.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There are no such steps, or none of them.</exception>
        public Tensor Loss(
            Tensor image, Tensor noise, int first, int end, ref DrawState state, Tensor[]? divergences = null)
        {
            if (first < 0 || first >= end || end > Config.Steps)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(end),
                    $"A loss must be of one of {Config.Steps} steps or more, but was to be of those from {first} to "
                    + $"before {end}.");
            }

            Tensor? sum = null;
            for (var t = first; t < end; t++)
            {
                var divergence = Step(image, noise.Part(t * Config.Latent, Config.Latent), ref state);
                sum = sum == null ? divergence : sum + divergence;
                if (divergences != null)
                {
                    divergences[t] = divergence;
                }
            }

            return end == Config.Steps ? Reconstruction(image, state) + sum! : sum!;
        }

        /// <summary>Makes the state before the first step of an image that follows another.</summary>
        /// <param name="drawn">What is on the canvas already.</param>
        /// <param name="decoderState">What the decoder remembers.</param>
        /// <param name="classes">The classes: see <see cref="InitialState"/>.</param>
        /// <param name="context">What the image follows, [rows, context]; null if the network asks for none.</param>
        internal DrawState Begin(
            Tensor drawn, LstmState decoderState, ReadOnlyMemory<int> classes, Tensor? context)
        {
            if (classes.Length != (Config.Classes == 0 ? 0 : drawn.Rows))
            {
                throw new ArgumentException(
                    $"A network of {Config.Classes} classes must be told as many as it draws images, or none "
                    + $"if it has none, but for {drawn.Rows} images it was told {classes.Length}.",
                    nameof(classes));
            }

            var on = drawn.Backend;
            var encoderState = new LstmState(
                on.Repeat(encoderHidden, drawn.Rows), on.Repeat(encoderCell, drawn.Rows));
            var heads = HeadsOf(decoderState.Hidden, context);
            return new DrawState(drawn, encoderState, decoderState, heads, classes, context);
        }

        /// <summary>Computes the probabilities of pixels on a canvas: see <see cref="Paint(in DrawState)"/>.</summary>
        internal Tensor Paint(Tensor onCanvas) => PixelLikelihood.Probabilities(Config, onCanvas);

        /// <summary>Gets the learned vectors that tell classes, [classes, <see cref="ClassColumns"/>].</summary>
        internal Tensor TellClasses(Backend on, ReadOnlyMemory<int> classes)
        {
            return on.OneHot(classes, Config.Classes + 1).Linear(classWeight!);
        }

        /// <summary>Gets the canvas before the first step of images that follow nothing.</summary>
        internal Tensor InitialCanvas(Backend on, int rows) => on.Repeat(canvas, rows);

        /// <summary>Gets what the decoder remembers before the first step of images that follow nothing.</summary>
        internal LstmState InitialDecoder(Backend on, int rows)
        {
            return new LstmState(on.Repeat(decoderHidden, rows), on.Repeat(decoderCell, rows));
        }

        /// <summary>Gets the numbers that placed the last stroke: see <see cref="Glimpse.Numbers"/>.</summary>
        internal ReadOnlySpan<float> WrittenAt(in DrawState state)
        {
            return state.Heads.Row(0).Slice(writeAt, Glimpse.Numbers);
        }

        /// <summary>Steps, and gets Q(z | x) in units of P(z), which is then N(0, 1).</summary>
        private Tensor Look(
            Tensor image, Tensor noise, ref DrawState state, out Tensor relativeMean, out Tensor relativeLogSigma,
            out Tensor relativeSigma)
        {
            var glimpse = new Glimpse(Config, state.Heads, readAt, Config.Read);
            var drawn = glimpse.Read(Paint(state));
            var wanted = glimpse.Read(image);
            var encoderState = state.Encoder;
            var seen = InContext(wanted.Join(wanted - drawn).Join(state.Decoder.Hidden), state);
            var latent = encoder.Step(seen, ref encoderState).Linear(latentWeight, latentBias);
            var mean = latent.Part(0, Config.Latent);
            var logSigma = latent.Part(Config.Latent, Config.Latent);
            var sigma = logSigma.Exp();
            (relativeMean, relativeLogSigma, relativeSigma) = Relate(mean, logSigma, sigma, state);
            var divergence = Divergence(relativeMean, relativeLogSigma, relativeSigma);
            Advance(mean + sigma * noise, drawn, encoderState, ref state);
            return divergence;
        }

        private void Advance(Tensor z, Tensor? drawn, LstmState encoderState, ref DrawState state)
        {
            var x = Config.CanvasFeedback ? z.Join(drawn!) : z;
            if (Config.Classes > 0)
            {
                x = x.Join(TellClasses(z.Backend, state.Classes));
            }

            var decoderState = state.Decoder;
            var heads = HeadsOf(decoder.Step(InContext(x, state), ref decoderState), state.Context);
            var next = new Glimpse(Config, heads, writeAt, Config.Write)
                .Write(heads.Part(0, Config.PatchValues), state.Canvas);
            state = new DrawState(next, encoderState, decoderState, heads, state.Classes, state.Context);
        }

        private static Tensor InContext(Tensor x, in DrawState state)
        {
            return state.Context == null ? x : x.Join(state.Context);
        }

        private Tensor HeadsOf(Tensor hidden, Tensor? context)
        {
            return context == null
                ? hidden.Linear(headWeight, headBias)
                : hidden.Linear(headWeight, context, contextWeight!, headBias);
        }

        /// <summary>(μ - μ_p) / σ_p, log (σ / σ_p) and σ / σ_p, where p is the prior.</summary>
        private (Tensor Mean, Tensor LogSigma, Tensor Sigma) Relate(
            Tensor mean, Tensor logSigma, Tensor sigma, in DrawState state)
        {
            if (!Config.LearnedPrior)
            {
                return (mean, logSigma, sigma);
            }

            var priorLogSigma = PriorLogSigma(state);
            var precision = priorLogSigma.Scale(-1).Exp();
            return ((mean - PriorMean(state)) * precision, logSigma - priorLogSigma, sigma * precision);
        }

        /// <summary>½ Σ ((μ - μ_p)² / σ_p² + σ² / σ_p² - log(σ² / σ_p²) - 1), of what is in units of p.</summary>
        private static Tensor Divergence(Tensor mean, Tensor logSigma, Tensor sigma)
        {
            return (mean * mean + sigma * sigma + logSigma.Scale(-2, -1)).Sum().Scale(0.5f);
        }

        private Tensor PriorMean(in DrawState state) => state.Heads.Part(priorAt, Config.Latent);

        private Tensor PriorLogSigma(in DrawState state)
        {
            return state.Heads.Part(priorAt + Config.Latent, Config.Latent);
        }

        /// <summary>The blueprint.</summary>
        public DrawConfig Config { get; }
    }
}
